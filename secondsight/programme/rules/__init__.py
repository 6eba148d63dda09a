"""What follows from policy and facts: which incidents deserve which review, and by when."""
