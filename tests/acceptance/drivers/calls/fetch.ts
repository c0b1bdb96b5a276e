// Create a contact, list contacts, and read why one is not found.
import { Configuration, MeContactsApi, ResponseError } from "./client";
import type { MicrosoftGraphODataErrorsODataError } from "./client";

declare const process: { argv: string[] };

const api = new MeContactsApi(new Configuration({ basePath: process.argv[2], accessToken: "Bearer x" }));
const made = await api.createMeContact({ microsoftGraphContact: { givenName: "Pavel", surname: "Bansky" } });
console.log("created", made.givenName);
const listed = await api.listMeContacts();
console.log("listed", typeof listed.value?.[0]?.id);
try {
  await api.getMeContact({ contactId: "1" }, { headers: { Authorization: "Bearer x", Prefer: "code=404" } });
} catch (failure) {
  const told: MicrosoftGraphODataErrorsODataError = await (failure as ResponseError).response.json();
  console.log("refused", told.error.code, told.error.message);
}
// @ts-expect-error contactId is required
void (() => api.getMeContact({}));
