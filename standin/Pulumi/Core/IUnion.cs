namespace Pulumi;

/// <summary>A union of any two types, as the serializer sees it.</summary>
internal interface IUnion
{
    object Value { get; }
}
