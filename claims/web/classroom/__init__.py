"""The classroom's pages: what students open under /class/, what teachers open under /classes/."""
