// Create a contact, list contacts, and read why one is not found.
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.MeContactsApi;
import org.openapitools.client.model.MicrosoftGraphContact;
import org.openapitools.client.model.MicrosoftGraphODataErrorsODataError;

public class Use {
  public static void main(String[] arguments) throws Exception {
    var client = new ApiClient();
    client.updateBaseUri(arguments[0]);
    client.setRequestInterceptor(request -> request.header("Authorization", "Bearer x"));
    var api = new MeContactsApi(client);
    var made = api.createMeContact(new MicrosoftGraphContact().givenName("Pavel").surname("Bansky"));
    System.out.println("created " + made.getGivenName());
    System.out.println("listed " + api.listMeContacts(null, null, null, null, null, null, null).getValue().get(0).getClass().getSimpleName());
    client.setRequestInterceptor(request -> request.header("Authorization", "Bearer x").header("Prefer", "code=404"));
    try {
      new MeContactsApi(client).getMeContact("1", null, null);
    } catch (ApiException failure) {
      var told = client.getObjectMapper().readValue(failure.getResponseBody(), MicrosoftGraphODataErrorsODataError.class);
      System.out.println("refused " + told.getError().getCode() + " " + told.getError().getMessage());
    }
  }
}
