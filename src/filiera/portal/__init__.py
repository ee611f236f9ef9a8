"""The public face: pages that ask services and show what they answer; no rule of the domain lives here."""
