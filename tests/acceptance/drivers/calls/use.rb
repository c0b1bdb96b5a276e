# Create a contact, list contacts, and read why one is not found: use.rb ADDRESS.
$LOAD_PATH.unshift File.join(__dir__, 'client/lib')
require 'json'
require 'uri'
require 'openapi_client'

address = URI(ARGV[0])
OpenapiClient.configure do |config|
  config.scheme = address.scheme
  config.host = "#{address.host}:#{address.port}"
  config.base_path = ''
  config.server_index = nil
  config.access_token = 'x'
end
api = OpenapiClient::MeContactsApi.new
made = api.create_me_contact(OpenapiClient::MicrosoftGraphContact.new(given_name: 'Pavel', surname: 'Bansky'))
puts "created #{made.given_name}"
puts "listed #{api.list_me_contacts.value[0].class}"
begin
  api.get_me_contact('1', header_params: { 'Prefer' => 'code=404' })
rescue OpenapiClient::ApiError => e
  told = OpenapiClient::MicrosoftGraphODataErrorsODataError.build_from_hash(JSON.parse(e.response_body, symbolize_names: true))
  puts "refused #{told.error.code} #{told.error.message}"
end
