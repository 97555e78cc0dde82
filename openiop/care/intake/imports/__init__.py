"""What came with the person: documents kept as sent, a ledger of what became of each record, and doubts about who
somebody is, which a human settles. Doors that read a format (FHIR today) call these; nothing here knows a format."""
