"""Use cases: one public function is one intention of an operator, one transaction, one journal entry."""
