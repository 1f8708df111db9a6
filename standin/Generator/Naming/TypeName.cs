namespace Infra.Sdk.Generation.Naming;

/// <summary>A C# class to generate: its namespace, without `global::`, and its name.</summary>
internal sealed record TypeName(string Namespace, string Name)
{
    public string Full => $"global::{Namespace}.{Name}";

    public TypeName With(string suffix) => this with { Name = Name + suffix };

    public TypeName In(string inner) => this with { Namespace = $"{Namespace}.{inner}" };
}
