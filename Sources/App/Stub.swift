enum AppStub {}
