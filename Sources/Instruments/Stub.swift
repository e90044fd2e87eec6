enum InstrumentsStub {}
