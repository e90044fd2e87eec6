enum GuidingStub {}
