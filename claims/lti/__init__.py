"""Learning platforms of schools: they open the class, name who is in it, and get the grades.

By LTI 1.3 Advantage of 1EdTech: https://www.imsglobal.org/spec/lti/v1p3 and the services beside it.
"""
