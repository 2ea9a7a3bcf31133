"""Finals in pairs: a judge sees two finalists side by side and says which is better."""
