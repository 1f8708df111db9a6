namespace Infra.Core.Tests.Reader;

/// <summary>Text that the reader does not understand completely. It never guesses and never skips: what it cannot read is not proven.</summary>
internal sealed class ReaderException(string message) : Exception(message);
