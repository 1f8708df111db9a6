namespace Pulumi;

/// <summary>An input of any type, as the serializer sees it.</summary>
internal interface IInput
{
    IOutput ToOutput();
}
