"""What is done about a deadline: the forms and the explanation. The agenda and the case open them."""
