namespace Pulumi;

/// <summary>Identifies a parameterized package. Present only because constructors of resources take one; mocks ignore it.</summary>
public sealed class RegisterPackageRequest
{
    private RegisterPackageRequest() { }
}
