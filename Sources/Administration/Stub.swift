enum AdministrationStub {}
