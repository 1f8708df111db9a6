namespace Pulumi;

/// <summary>Sees a resource before it is registered and may change its args and options; null leaves them unchanged.</summary>
public delegate ResourceTransformationResult? ResourceTransformation(ResourceTransformationArgs args);
