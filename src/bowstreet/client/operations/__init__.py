"""Every operation that a token opens; each file is written by ``make reference`` from the OpenAPI description."""
