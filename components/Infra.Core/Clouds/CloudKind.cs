namespace Infra.Core.Clouds;

/// <summary>Where a project runs: what a stack file's word for a cloud becomes.</summary>
public enum CloudKind
{
    Aws,
    Azure,
    Gcp,
    Local,
}
