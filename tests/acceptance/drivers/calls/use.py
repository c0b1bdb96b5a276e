"""Create a contact, list contacts, and read why one is not found: use.py ADDRESS."""

import sys

from client import AuthenticatedClient
from client.api.me_contacts import create_me_contact, get_me_contact, list_me_contacts
from client.models import MicrosoftGraphContact

sender = AuthenticatedClient(base_url=sys.argv[1], token="x", raise_on_unexpected_status=True)
made = create_me_contact.sync(client=sender, body=MicrosoftGraphContact(given_name="Pavel", surname="Bansky"))
print("created", made.given_name)
print("listed", type(list_me_contacts.sync(client=sender).value[0]).__name__)
missing = get_me_contact.sync(client=sender.with_headers({"Prefer": "code=404"}), contact_id="1")
print("refused", missing.error.code, missing.error.message)
