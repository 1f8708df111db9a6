using Pulumi.Serialization;

namespace Pulumi;

/// <summary>An output of any type, as the serializer sees it.</summary>
internal interface IOutput
{
    Task<OutputData<object?>> GetDataAsync();
}
