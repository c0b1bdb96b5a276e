"""Reads contracts (OpenAPI, Swagger, OData CSDL) and the pages' document into the same operations and schemas."""
