namespace Infra.Core.Clouds;

/// <summary>What one stage of the compiler asks of a cloud.</summary>
internal interface ICloudPart
{
    /// <summary>The cloud that it belongs to.</summary>
    CloudKind Kind { get; }
}
