"""FHIR R4 in: `read` a file, `take` the people in it, import them. Reading and taking need no Django."""
