"""The pages of the calendar: the week, the groups, the topics, one session, and a client placed by hand."""
