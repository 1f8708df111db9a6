namespace Infra.Sdk.Generation.Contracts;

/// <summary>A contract file is not what it should be; the message says where and how.</summary>
public sealed class ContractException(string message) : Exception(message);
