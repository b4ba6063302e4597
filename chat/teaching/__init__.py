"""How staff teach 공감이: groups of unanswered words, versions of the replies, and their pages."""
