namespace Infra.Core.Spec;

/// <summary>How sources outside the private networks are treated.</summary>
internal enum InternetSources
{
    /// <summary>Public access is on, and nodes have public addresses.</summary>
    LetIn,

    /// <summary>Public access is not set: sources count as written, but nodes have no public address.</summary>
    LetInWithoutAddress,

    /// <summary>The file turns public access off but lists internet sources: an error.</summary>
    Refused,

    /// <summary>Public access is off by default because the project has peerings; a warning lists the sources that are dropped.</summary>
    LeftOut,

    /// <summary>The project exposes no node to the internet: an error.</summary>
    NotExposed,
}
