"""Whether a document is what the OpenAPI specification allows."""
