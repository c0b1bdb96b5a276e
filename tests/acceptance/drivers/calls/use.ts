// Create a contact, list contacts, and read why one is not found.
import { client } from "./client/client.gen";
import { createConnectedOrganization, createMeContact, getMeContact, listMeContacts } from "./client/sdk.gen";

declare const process: { argv: string[] };

client.setConfig({ baseUrl: process.argv[2], headers: { Authorization: "Bearer x" } });
const made = await createMeContact({ body: { givenName: "Pavel", surname: "Bansky" } });
console.log("created", made.data?.givenName);
const listed = await listMeContacts();
console.log("listed", typeof listed.data?.value?.[0]?.id);
const missing = await getMeContact({ path: { contactId: "1" }, headers: { Prefer: "code=404" } });
console.log("refused", missing.error?.error.code, missing.error?.error.message);
// @ts-expect-error displayName is required
void (() => createConnectedOrganization({ body: { description: "Ships." } }));
