"""What a node tells, as frozen values; each file is written by ``make reference`` from the OpenAPI description."""
