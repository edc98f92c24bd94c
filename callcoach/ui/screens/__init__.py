"""One module a screen, its style sheet beside it; none knows another, all ask the app."""
