"""From the Api to the OpenAPI document."""
