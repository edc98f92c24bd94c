"""Parts of screens: each draws what it is given and answers with messages of its own."""
