"""What a person in a chat touches: commands, buttons, words."""
