"""What text is, for every door that lets text in; knows no app and no Django."""
