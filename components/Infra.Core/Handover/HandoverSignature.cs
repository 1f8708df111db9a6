using System.Collections.Immutable;

namespace Infra.Core.Handover;

/// <summary>An SSH signature (<c>ssh-keygen -Y sign</c>).</summary>
/// <param name="Key">The public key: its kind and its base64, nothing else.</param>
/// <param name="Lines">The armoured signature, line by line.</param>
public sealed record HandoverSignature(string Key, ImmutableArray<string> Lines);
