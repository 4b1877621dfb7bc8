"""Notes, appearances and evidence for programs that speak the W3C Web Annotation Protocol."""
