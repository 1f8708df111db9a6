namespace Infra.Sdk.Generation.Contracts;

/// <summary>A contract file is invalid; the message names the place and the error.</summary>
public sealed class ContractException(string message) : Exception(message);
