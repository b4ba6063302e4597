"""From an utterance to an answer: what 공감이 understands, knows, and says."""
