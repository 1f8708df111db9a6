namespace Infra.Core.Clouds;

/// <summary>Where a project runs: the parsed form of a stack file's keyword for a cloud.</summary>
public enum CloudKind
{
    Aws,
    Azure,
    Gcp,
    Local,
}
