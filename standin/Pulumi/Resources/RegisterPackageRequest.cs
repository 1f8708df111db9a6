namespace Pulumi;

/// <summary>Names a parameterized package. Only here because constructors of resources take one; mocks ignore it.</summary>
public sealed class RegisterPackageRequest
{
    private RegisterPackageRequest() { }
}
