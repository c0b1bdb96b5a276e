// Create a contact, list contacts, and read why one is not found.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"client"
)

func main() {
	configuration := client.NewConfiguration()
	configuration.Servers = client.ServerConfigurations{{URL: os.Args[1]}}
	configuration.AddDefaultHeader("Authorization", "Bearer x")
	api := client.NewAPIClient(configuration).MeContactsAPI
	contact := client.NewMicrosoftGraphContact()
	contact.SetGivenName("Pavel")
	made, _, err := api.CreateMeContact(context.Background()).MicrosoftGraphContact(*contact).Execute()
	fmt.Println("created", made.GetGivenName(), err)
	listed, _, err := api.ListMeContacts(context.Background()).Execute()
	fmt.Printf("listed %T %v\n", listed.GetValue()[0], err)
	configuration.AddDefaultHeader("Prefer", "code=404")
	_, _, err = api.GetMeContact(context.Background(), "1").Execute()
	var failure *client.GenericOpenAPIError
	if errors.As(err, &failure) {
		told := failure.Model().(client.MicrosoftGraphODataErrorsODataError)
		fmt.Println("refused", told.Error.Code, told.Error.Message)
	}
}
