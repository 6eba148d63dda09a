"""What an author sees of their own account, and the press that opens all."""
