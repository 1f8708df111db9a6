namespace Infra.Sdk.Generation.Contracts;

/// <summary>The type of a property, as in a Pulumi package schema.</summary>
internal abstract record TypeSpec
{
    private TypeSpec() { }

    /// <summary>A C# type that needs no naming: string, bool, int, double, object, an asset or an archive.</summary>
    public sealed record Simple(string CSharp) : TypeSpec;

    public sealed record List(TypeSpec Item) : TypeSpec;

    /// <summary>A map with string keys.</summary>
    public sealed record Map(TypeSpec Item) : TypeSpec;

    /// <summary>One of two types.</summary>
    public sealed record Either(TypeSpec First, TypeSpec Second) : TypeSpec;

    /// <summary>An object type or an enum of the same contract.</summary>
    public sealed record Reference(string Token) : TypeSpec;
}
