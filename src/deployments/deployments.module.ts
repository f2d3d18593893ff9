import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ModelsModule } from '../models/models.module.js';
import { DeploymentEntity } from './deployment.entity.js';
import { DeploymentChanges } from './deployment-changes.js';
import { DeploymentReplicaEntity } from './deployment-replica.entity.js';
import { DeploymentRevisionEntity } from './deployment-revision.entity.js';
import { DeploymentsController } from './deployments.controller.js';
import { DeploymentsService } from './deployments.service.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([DeploymentEntity, DeploymentRevisionEntity, DeploymentReplicaEntity]),
    ModelsModule,
  ],
  controllers: [DeploymentsController],
  providers: [DeploymentsService, DeploymentChanges],
  exports: [DeploymentsService, DeploymentChanges],
})
export class DeploymentsModule {}
