using Infra.Projects;
using Pulumi;

var services = new StackServices(StackContext.OfThisProcess);
try
{
    return await Deployment.RunAsync<ProjectStack>(services);
}
finally
{
    services.Finish(Console.Error);
}
