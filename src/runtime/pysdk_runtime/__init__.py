"""The parts that generated SDKs are made of; each is emitted only where it is used."""
