namespace Infra.Core.Spec;

/// <summary>What becomes of sources outside the private networks.</summary>
internal enum InternetSources
{
    /// <summary>Public access is on, and nodes have public addresses.</summary>
    LetIn,

    /// <summary>Nobody wrote whether public access is on: sources count as they are written, and nodes have no public address.</summary>
    LetInWithoutAddress,

    /// <summary>The file turns public access off and names some all the same: an error.</summary>
    Refused,

    /// <summary>Public access is off because the project has peerings; nobody wrote so, and it is said which sources that costs.</summary>
    LeftOut,
}
