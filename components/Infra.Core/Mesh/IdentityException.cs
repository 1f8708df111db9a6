namespace Infra.Core.Mesh;

/// <summary>A node's report cannot be trusted or read; the message says which and why, without revealing the token.</summary>
public sealed class IdentityException : Exception
{
    public IdentityException(string message)
        : base(message) { }

    public IdentityException(string message, Exception innerException)
        : base(message, innerException) { }

    public IdentityException() { }
}
