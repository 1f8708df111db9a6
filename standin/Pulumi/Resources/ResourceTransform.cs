namespace Pulumi;

/// <summary>A transform run by Pulumi's own engine; mocks never call it.</summary>
public delegate Task<ResourceTransformResult?> ResourceTransform(ResourceTransformArgs args, CancellationToken cancellationToken = default);
